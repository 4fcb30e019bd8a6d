package main

import (
	"os"
	"time"
)

// endWithParent ends this process when the engine is gone, even one that was killed: its children are then handed to another parent.
func endWithParent() {
	parent := os.Getppid()
	for os.Getppid() == parent {
		time.Sleep(500 * time.Millisecond)
	}
	os.Exit(0)
}
