package main

import (
	"fmt"

	"sada/eval"
)

type evalFurnitureCmd struct {
	evalSource
	Marks bool `help:"With --json: every marked line too."`
}

// Run scores learned furniture.
func (c *evalFurnitureCmd) Run(a *app) error {
	articles, err := eval.LoadArticles(c.Articles)
	if err != nil {
		return err
	}
	report, err := eval.Furniture(articles, eval.FurnitureOptions{Marks: c.Marks})
	if err != nil {
		return err
	}
	if c.JSON {
		return writeJSON(a.out, report)
	}
	_, err = fmt.Fprint(a.out, report)
	return err
}
