package main

import (
	"bytes"
	"strings"
	"sync"

	"github.com/pulumi/pulumi-go-provider/infer"
)

// Logging says which output is shown while the command runs; nil is both.
type Logging string

const (
	logStdout Logging = "stdout"
	logStderr Logging = "stderr"
	logBoth   Logging = "stdoutAndStderr"
	logNone   Logging = "none"
)

// Values makes it an enumeration, so that other words are refused.
func (Logging) Values() []infer.EnumValue[Logging] {
	return []infer.EnumValue[Logging]{
		{Name: "Stdout", Value: logStdout},
		{Name: "Stderr", Value: logStderr},
		{Name: "StdoutAndStderr", Value: logBoth},
		{Name: "None", Value: logNone},
	}
}

func (l *Logging) writers(show func(line string)) (stdout, stderr *lineWriter) {
	chosen := logBoth
	if l != nil {
		chosen = *l
	}
	writer := func(own Logging) *lineWriter {
		if chosen == own || chosen == logBoth {
			return &lineWriter{show: show}
		}
		return &lineWriter{show: func(string) {}}
	}
	return writer(logStdout), writer(logStderr)
}

// lineWriter hands on whole lines.
type lineWriter struct {
	show func(line string)
	rest string
}

func (w *lineWriter) Write(chunk []byte) (int, error) {
	lines := strings.Split(w.rest+string(chunk), "\n")
	w.rest = lines[len(lines)-1]
	for _, line := range lines[:len(lines)-1] {
		w.show(line)
	}
	return len(chunk), nil
}

// flush hands on what has no newline at its end.
func (w *lineWriter) flush() {
	if w.rest != "" {
		w.show(w.rest)
	}
	w.rest = ""
}

// lockedBuffer takes both streams, which are written at the same time.
type lockedBuffer struct {
	lock   sync.Mutex
	buffer bytes.Buffer
}

func (b *lockedBuffer) Write(chunk []byte) (int, error) {
	b.lock.Lock()
	defer b.lock.Unlock()
	return b.buffer.Write(chunk)
}

func (b *lockedBuffer) String() string {
	b.lock.Lock()
	defer b.lock.Unlock()
	return b.buffer.String()
}
