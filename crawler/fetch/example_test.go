package fetch_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"

	"sada/crawler/fetch"
)

func ExampleGetter_Get() {
	press := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/news/1" {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, "<h1>صدى</h1>")
	}))
	defer press.Close()

	g, err := fetch.New(fetch.Options{
		UserAgent:     "sada/1.0 (+mailto:desk@sada.example)",
		AllowNetworks: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")},
		Delay:         -1, // none
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer g.Close()

	page, err := g.Get(context.Background(), fetch.Request{URL: press.URL + "/news/1"})
	fmt.Println(string(page.Body), err)

	_, err = g.Get(context.Background(), fetch.Request{URL: press.URL + "/news/2"})
	if e, ok := errors.AsType[*fetch.Error](err); ok {
		fmt.Println(e.Kind, e.Status, e.Err, e.Retry)
	}
	// Output:
	// <h1>صدى</h1> <nil>
	// status 404 404 Not Found false
}
