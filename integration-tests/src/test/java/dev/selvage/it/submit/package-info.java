/** What goes to YARN and comes back from it, with real containers. */
package dev.selvage.it.submit;
