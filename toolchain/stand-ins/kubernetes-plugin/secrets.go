package main

import (
	"encoding/base64"
	"errors"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// shortestSecret that is looked for in a text: shorter ones would be found in ordinary words.
const shortestSecret = 4

func isSecret(properties resource.PropertyMap) bool {
	return nested(properties, "apiVersion") == "v1" && nested(properties, "kind") == "Secret"
}

// hide marks as secret what a Secret holds, for programs that do not.
func hide(secret resource.PropertyMap) {
	for _, key := range []resource.PropertyKey{"data", "stringData"} {
		if value, found := secret[key]; found && !value.IsSecret() {
			secret[key] = resource.MakeSecret(value)
		}
	}
}

// withoutSecrets takes the secret values of the inputs out of what the API server or a container says, as they are and as base64.
func withoutSecrets(err error, inputs resource.PropertyMap) error {
	if err == nil {
		return nil
	}
	clean := err.Error()
	for _, value := range secretTexts(resource.NewObjectProperty(inputs), false) {
		spellings := []string{value, base64.StdEncoding.EncodeToString([]byte(value))}
		if decoded, notBase64 := base64.StdEncoding.DecodeString(value); notBase64 == nil {
			spellings = append(spellings, string(decoded))
		}
		for _, spelling := range spellings {
			if len(spelling) >= shortestSecret {
				clean = strings.ReplaceAll(clean, spelling, "[secret]")
			}
		}
	}
	return errors.New(clean)
}

func secretTexts(value resource.PropertyValue, secret bool) []string {
	texts := []string{}
	switch {
	case value.IsSecret():
		return secretTexts(value.SecretValue().Element, true)
	case value.IsString() && secret:
		return []string{value.StringValue()}
	case value.IsArray():
		for _, element := range value.ArrayValue() {
			texts = append(texts, secretTexts(element, secret)...)
		}
	case value.IsObject():
		for _, field := range value.ObjectValue() {
			texts = append(texts, secretTexts(field, secret)...)
		}
	}
	return texts
}
