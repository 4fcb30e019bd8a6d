package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"io"
	"net"
	"os/exec"
	"strings"
	"testing"

	p "github.com/pulumi/pulumi-go-provider"
	"github.com/pulumi/pulumi/sdk/v3/go/property"
	"golang.org/x/crypto/ssh"
)

// host is an SSH server in this process, for one user with one key.
type host struct {
	port    float64
	hostKey string
	// userKey is the private key that it lets in, as PEM.
	userKey string
}

func TestRemoteRunsOverSSH(t *testing.T) {
	h := startHost(t)
	got := mustCreate(t, server(t), remote, values{
		"connection":  h.connection(values{}),
		"create":      text(`cat; echo "$COLOUR"; echo oops >&2`),
		"stdin":       text("given\n"),
		"environment": property.New(values{"COLOUR": text("blue")}),
	})
	wantOutput(t, got.Properties, "stdout", "given\nblue")
	wantOutput(t, got.Properties, "stderr", "oops")
	if !got.Properties.Get("connection").Secret() {
		t.Error("the connection is plain in the state")
	}
}

func TestRemoteDeleteUsesTheConnectionOfTheState(t *testing.T) {
	h, s := startHost(t), server(t)
	file := t.TempDir() + "/deleted"
	made := mustCreate(t, s, remote, values{"connection": h.connection(values{}), "create": text("true"), "delete": text("echo gone > " + file)})
	if err := s.Delete(p.DeleteRequest{ID: made.ID, Urn: remote, Properties: made.Properties}); err != nil {
		t.Fatal(err)
	}
	if got, _ := exec.Command("cat", file).Output(); string(got) != "gone\n" {
		t.Errorf("got %q", got)
	}
}

func TestRemotePasswordAndExitStatus(t *testing.T) {
	h := startHost(t)
	connection := property.New(values{"host": text("127.0.0.1"), "port": property.New(h.port), "password": text("open sesame")})
	_, err := create(t, server(t), remote, values{"connection": connection, "create": text("echo why; exit 3")})
	if err == nil || !strings.Contains(err.Error(), "exited with status 3") || !strings.Contains(err.Error(), "why") {
		t.Errorf("got %v", err)
	}
}

func TestRemoteRefusals(t *testing.T) {
	h, other := startHost(t), startHost(t)
	for name, one := range map[string]struct {
		change values
		want   string
	}{
		"another host key":    {values{"hostKey": text(other.hostKey)}, "host key mismatch"},
		"no host key":         {values{"hostKey": text("ssh-ed25519 nonsense")}, "connection.hostKey"},
		"a key not let in":    {values{"privateKey": text(other.userKey)}, "unable to authenticate"},
		"a key that is none":  {values{"privateKey": text("nonsense")}, "connection.privateKey"},
		"nobody at this port": {values{"port": property.New(1.0), "dialErrorLimit": property.New(2.0)}, "dial 2: "},
	} {
		_, err := create(t, server(t), remote, values{"connection": h.connection(one.change), "create": text("true")})
		if err == nil || !strings.Contains(err.Error(), one.want) {
			t.Errorf("%s: got %v, want %s", name, err, one.want)
		}
		if err != nil && strings.Contains(err.Error(), "PRIVATE KEY") {
			t.Errorf("%s: the error shows the key", name)
		}
	}
}

func (h host) connection(change values) property.Value {
	result := values{
		"host": text("127.0.0.1"), "port": property.New(h.port), "user": text("root"),
		"hostKey": text(h.hostKey), "privateKey": text(h.userKey), "dialErrorLimit": property.New(2.0),
	}
	for name, value := range change {
		result[name] = value
	}
	return property.New(result)
}

func startHost(t *testing.T) host {
	t.Helper()
	own, _ := newKey(t)
	user, userKey := newKey(t)
	config := &ssh.ServerConfig{
		PublicKeyCallback: func(_ ssh.ConnMetadata, key ssh.PublicKey) (*ssh.Permissions, error) {
			if bytes.Equal(key.Marshal(), user.PublicKey().Marshal()) {
				return nil, nil
			}
			return nil, ssh.ErrNoAuth
		},
		PasswordCallback: func(_ ssh.ConnMetadata, password []byte) (*ssh.Permissions, error) {
			if string(password) == "open sesame" {
				return nil, nil
			}
			return nil, ssh.ErrNoAuth
		},
	}
	config.AddHostKey(own)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go accept(listener, config)
	return host{
		port:    float64(listener.Addr().(*net.TCPAddr).Port),
		hostKey: string(ssh.MarshalAuthorizedKey(own.PublicKey())),
		userKey: userKey,
	}
}

func newKey(t *testing.T) (ssh.Signer, string) {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := ssh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	block, err := ssh.MarshalPrivateKey(private, "")
	if err != nil {
		t.Fatal(err)
	}
	return signer, string(pem.EncodeToMemory(block))
}

func accept(listener net.Listener, config *ssh.ServerConfig) {
	for {
		connection, err := listener.Accept()
		if err != nil {
			return
		}
		go func() {
			_, channels, requests, err := ssh.NewServerConn(connection, config)
			if err != nil {
				return
			}
			go ssh.DiscardRequests(requests)
			for offered := range channels {
				channel, requests, _ := offered.Accept()
				go serve(channel, requests)
			}
		}()
	}
}

// serve takes variables and one command line, and runs it in a shell of this machine.
func serve(channel ssh.Channel, requests <-chan *ssh.Request) {
	defer channel.Close()
	var environment []string
	for request := range requests {
		_ = request.Reply(true, nil)
		switch request.Type {
		case "env":
			var variable struct{ Name, Value string }
			_ = ssh.Unmarshal(request.Payload, &variable)
			environment = append(environment, variable.Name+"="+variable.Value)
		case "exec":
			var line struct{ Text string }
			_ = ssh.Unmarshal(request.Payload, &line)
			cmd := exec.Command("/bin/sh", "-c", line.Text)
			cmd.Env, cmd.Stdout, cmd.Stderr = environment, channel, channel.Stderr()
			// Not cmd.Stdin, for which Run would wait although the command has ended.
			stdin, _ := cmd.StdinPipe()
			go func() {
				_, _ = io.Copy(stdin, channel)
				_ = stdin.Close()
			}()
			_ = cmd.Run()
			status := uint32(cmd.ProcessState.ExitCode())
			_, _ = channel.SendRequest("exit-status", false, ssh.Marshal(struct{ Status uint32 }{status}))
			return
		}
	}
}
