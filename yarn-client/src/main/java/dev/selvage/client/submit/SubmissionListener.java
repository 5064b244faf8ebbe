package dev.selvage.client.submit;

/** Hears how a submission goes, for the person who waits. Called by the thread that submits. */
public interface SubmissionListener {

    /** Something that was decided or found out, a sentence that is worth a line of its own. */
    void tell(String sentence);

    /** Why nothing more has happened yet; takes the place of what was said before. */
    void waiting(String reason);
}
