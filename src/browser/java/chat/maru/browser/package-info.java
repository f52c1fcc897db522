/**
 * The page, proved in a real browser against the runnable WAR: {@code mvn verify -Pbrowser}. A test is named
 * {@code …BT} and holds a {@link chat.maru.browser.Hall}, which is the server, and {@link chat.maru.browser.Visitors},
 * which are the people.
 */
package chat.maru.browser;
