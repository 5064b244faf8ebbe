/** Control messages over Netty: framing, reconnect, back-pressure. */
package dev.selvage.platform.rpc;
