/** What scripts/quickstart.sh shows: a stream that outlives its ApplicationMaster, on a YARN of its own, with every claim checked. */
package dev.selvage.quickstart;
