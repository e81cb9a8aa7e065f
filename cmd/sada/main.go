// Command sada watches how a story travels through the Arabic press: it polls
// feeds, fetches pages, files reposts of one story together, and shows who
// published first and who copied whom.
//
// Exit codes: 0 done; 1 failed; 2 bad usage or configuration; 3 partly done
// (some feeds failed, the rest is stored); 4 another run holds the store.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	_ "time/tzdata" // zones of outlets, on machines without a zone database

	"github.com/alecthomas/kong"

	"sada/internal/term"
)

func main() {
	os.Exit(signalled(os.Args[1:]))
}

// signalled runs sada until a signal asks it to stop; a second signal ends it
// at once.
func signalled(args []string) int {
	log.SetOutput(io.Discard) // where net/http writes what servers send out of turn
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	go func() {
		<-ctx.Done()
		stop()
	}()
	return run(ctx, args, os.Stdout, os.Stderr)
}

// cli is every command and flag.
type cli struct {
	Config  string `help:"Configuration file. Default: config.yaml, if there is one." placeholder:"FILE" type:"path"`
	DB      string `name:"db" help:"Database file, in place of the configuration's." placeholder:"FILE" type:"path"`
	Log     string `help:"Form of the log: text or json." enum:"text,json" default:"text"`
	Verbose bool   `short:"v" help:"Log each feed and page."`
	Quiet   *bool  `short:"q" negatable:"" help:"Print nothing unless something is wrong. Default where stderr is no terminal."`
	Bidi    string `help:"Direction marks around Arabic text: auto (on a terminal), always or none." enum:"auto,always,none" default:"auto"`

	Poll    pollCmd    `cmd:"" help:"Poll the feeds that are due, fetch their new pages, file the articles."`
	Demo    demoCmd    `cmd:"" help:"Start a small made-up press on this machine, poll it, show the stories."`
	Stories storiesCmd `cmd:"" help:"List stories, the latest first."`
	Story   storyCmd   `cmd:"" help:"Show one story: its articles, when each appeared, how each relates to the canonical one."`
	Why     whyCmd     `cmd:"" help:"Say why two articles were joined or kept apart, with the passages that they share."`
	Search  searchCmd  `cmd:"" help:"Find articles by their words, whatever the spelling."`
	Feeds   feedsCmd   `cmd:"" help:"Find, list, check, add, import and export feeds, and switch them off."`
	Outlets outletsCmd `cmd:"" help:"List outlets, and show what was learned of their pages."`
	Fetch   fetchCmd   `cmd:"" help:"Read one page and show what was taken from it, block by block, and why; nothing is stored."`
	Import  importCmd  `cmd:"" help:"File the articles of a JSON Lines file."`
	Replay  replayCmd  `cmd:"" help:"File the stored articles anew by the present rules, and say what moved."`
	Reindex reindexCmd `cmd:"" help:"Make the index beside the database anew; it is derived, and made by itself where it is missing."`
	Export  exportCmd  `cmd:"" help:"Write stories or articles as JSON Lines or CSV."`
	Eval    evalCmd    `cmd:"" help:"Score the filing of articles against labelled data."`
	Conf    configCmd  `cmd:"" name:"config" help:"Check the configuration."`
	Version versionCmd `cmd:"" help:"Print the version."`
}

// An app is what every command needs: where to write, and the global flags.
type app struct {
	*cli
	ctx    context.Context
	out    io.Writer
	errw   io.Writer
	screen term.Screen
}

const epilog = `Exit codes: 0 done, 1 failed, 2 bad usage or configuration, 3 partly done (some feeds failed, the rest is stored), 4 another run holds the store.`

// run is the whole program: it parses args, runs the command they name, and
// returns the exit code.
func run(ctx context.Context, args []string, out, errw io.Writer) (code int) {
	var c cli
	exited := -1
	k, err := kong.New(&c, kong.Name("sada"),
		kong.Description("See how a story travels through the Arabic press."),
		kong.Writers(out, errw), kong.Exit(func(n int) { exited = n; panic(exitPanic{}) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Help(helpWithEpilog))
	if err != nil {
		fmt.Fprintln(errw, "sada:", err)
		return exitFailed
	}
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(exitPanic); !ok {
				panic(r)
			}
			code = exited // after --help
		}
	}()
	if len(args) == 0 {
		args = []string{"--help"}
	}
	kctx, err := k.Parse(args)
	if err != nil {
		fmt.Fprintf(errw, "sada: %s (see sada --help)\n", shown(err.Error()))
		return exitUsage
	}
	a := &app{cli: &c, ctx: ctx, out: out, errw: errw, screen: term.For(out, c.Bidi, os.Getenv)}
	return a.report(kctx.Run(a))
}

// exitPanic unwinds kong's parser after it has printed help.
type exitPanic struct{}

func helpWithEpilog(o kong.HelpOptions, ctx *kong.Context) error {
	if err := kong.DefaultHelpPrinter(o, ctx); err != nil {
		return err
	}
	_, err := fmt.Fprintln(ctx.Stdout, "\n"+epilog)
	return err
}

// version returns the version that the build was stamped with.
func version() string {
	if stamped != "" {
		return stamped
	}
	if b, ok := debug.ReadBuildInfo(); ok && b.Main.Version != "" && b.Main.Version != "(devel)" {
		return b.Main.Version
	}
	return "dev"
}

// stamped is set by the Makefile with -ldflags "-X main.stamped=…".
var stamped string

type versionCmd struct{}

// Run prints the version and what it was built with.
func (versionCmd) Run(a *app) error {
	b, ok := debug.ReadBuildInfo()
	if !ok {
		return errors.New("read build information: none in this binary")
	}
	_, err := fmt.Fprintf(a.out, "sada %s %s\n", version(), b.GoVersion)
	return err
}
