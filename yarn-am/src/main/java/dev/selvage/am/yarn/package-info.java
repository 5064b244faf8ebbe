/** The only code that speaks YARN on the ApplicationMaster's side: callbacks become messages, actions become calls. */
package dev.selvage.am.yarn;
