/** Speaks with a running cluster over REST. */
package dev.selvage.client.rest;
