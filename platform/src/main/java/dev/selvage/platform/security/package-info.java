/** Kerberos login, delegation tokens, TLS and the shared secret. */
package dev.selvage.platform.security;
