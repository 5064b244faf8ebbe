/** Control messages over Netty: framing, reconnect, back-pressure; and by the same port the files that tasks need. */
package dev.selvage.platform.rpc;
