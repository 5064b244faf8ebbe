/** What travels with an application: libraries that are uploaded once for all, and a directory of its own on the shared file system. */
package dev.selvage.client.submit.files;
