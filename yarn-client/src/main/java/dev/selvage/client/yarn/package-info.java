/** Commands on YARN: applications that are found or submitted, and what becomes of their jobs. */
package dev.selvage.client.yarn;
