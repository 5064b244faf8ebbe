/** Wires the ApplicationMaster process together; nothing else. */
package dev.selvage.am;
