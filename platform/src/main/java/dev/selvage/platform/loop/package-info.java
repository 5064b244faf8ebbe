/** Real loops: one named thread per component, its inbox, its alarm, its end. */
package dev.selvage.platform.loop;
