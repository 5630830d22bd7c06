"""One thread, unless the user asked for more."""

from relaywalk.threads import ONE_THREAD, use_one_thread


def test_what_the_user_set_is_kept():
    environment = {ONE_THREAD[0]: "4"}
    use_one_thread(environment)
    assert environment == {ONE_THREAD[0]: "4", **dict.fromkeys(ONE_THREAD[1:], "1")}
