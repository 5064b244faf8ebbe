package dev.selvage.core.jobmanager.containers;

import java.util.List;

/** An attempt of an application, and what speaks for it to YARN. */
public interface YarnAttempt {

    /** Registers; returns once YARN has answered, or refused since it was registered before. */
    void register() throws Exception;

    /** Whether YARN has ever refused to register it, since it was registered. */
    boolean wasRefused();

    /** Says something with the next exchange. */
    void order(ContainerAction action) throws Exception;

    /** Says what it was ordered to, and then hears nothing and says nothing more, until it is told to go on. */
    void holdStill() throws Exception;

    void goOn() throws Exception;

    /** All that it has heard since it was started. */
    List<ContainerEvent> heard();

    /** Whether it has heard that another one has taken its place, or that the application is over. */
    boolean isSuperseded();

    /** It tells YARN that the application has ended. */
    void unregister() throws Exception;

    /** Its process dies, and it will never say anything again. */
    void die() throws Exception;

    /** YARN gives it up, but it does not know so and goes on. */
    void loseTouch() throws Exception;
}
