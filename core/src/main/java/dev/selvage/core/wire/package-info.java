/** What crosses a process or reaches a disk: names, versions and offsets, in one place. */
package dev.selvage.core.wire;
