/** The web dashboard: static files over what rest serves. */
package dev.selvage.jobmanager.web;
