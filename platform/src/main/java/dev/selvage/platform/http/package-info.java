/**
 * HTTP for people, scripts and the dashboard: a small server on Netty's codec, whose handlers see requests and replies as records
 * and nothing of Netty.
 */
package dev.selvage.platform.http;
