/** Checks, uploads, launches, and waits with a reason until the application runs. */
package dev.selvage.client.submit;
