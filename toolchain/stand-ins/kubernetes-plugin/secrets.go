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

// secretData is all that a Secret holds, as its `data` does: the server never shows `stringData`, so no drift would be seen in it. It is
// secret also where the program does not say so.
func secretData(secret resource.PropertyMap) resource.PropertyValue {
	given, texts := revealed(secret["data"]), revealed(secret["stringData"])
	if given.IsComputed() || texts.IsComputed() {
		return resource.MakeSecret(resource.MakeComputed(resource.NewStringProperty("")))
	}
	data := resource.PropertyMap{}
	if given.IsObject() {
		data = given.ObjectValue().Copy()
	}
	if texts.IsObject() {
		for key, value := range texts.ObjectValue() {
			data[key] = encoded(value)
		}
	}
	return resource.MakeSecret(resource.NewObjectProperty(data))
}

func encoded(value resource.PropertyValue) resource.PropertyValue {
	if text := revealed(value); text.IsString() {
		return resource.NewStringProperty(base64.StdEncoding.EncodeToString([]byte(text.StringValue())))
	}
	return value
}

func revealed(value resource.PropertyValue) resource.PropertyValue {
	if value.IsSecret() {
		return revealed(value.SecretValue().Element)
	}
	return value
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
