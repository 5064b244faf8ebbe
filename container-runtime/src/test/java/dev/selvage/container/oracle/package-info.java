/** What a job must come to, found out in the plainest way there is: it uses the API and nothing of the runtime. */
package dev.selvage.container.oracle;
