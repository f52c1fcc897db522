package chat.maru.room;

import chat.maru.access.Identity;
import chat.maru.access.Verdict;

/** A member to whom nothing happens but that it is woken; tests override what they are about. Immutable. */
class Somebody implements Member {
    private final Identity identity;

    Somebody(Identity identity) {
        this.identity = identity;
    }

    @Override
    public Identity identity() {
        return identity;
    }

    @Override
    public String address() {
        return "";
    }

    @Override
    public void expel(Verdict verdict) {
        throw new AssertionError("nobody is sent out here");
    }

    @Override
    public void judged() {}

    @Override
    public void renamed(String name) {
        throw new AssertionError("nobody looks like another here");
    }

    @Override
    public void wake() {}
}
