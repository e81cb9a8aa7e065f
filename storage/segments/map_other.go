//go:build !unix

package segments

import (
	"io"
	"os"
)

// mapped reads a file whole, where it cannot be mapped.
func mapped(file *os.File, size int64) (data []byte, release func() error, err error) {
	data = make([]byte, size)
	_, err = io.ReadFull(file, data)
	return data, func() error { return nil }, err
}
