/** HTTP: immutable views out, commands in; Flink's REST v1 paths and field names where Flink has one. */
package dev.selvage.jobmanager.rest;
