/** {@code bin/yarn-session.sh}: a cluster on YARN for whatever jobs come, and how later commands find it. */
package dev.selvage.client.session;
