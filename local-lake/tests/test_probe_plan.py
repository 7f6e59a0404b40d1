"""What the probe does is drawn from its seed."""

from probe.deck import EVENTS_NEEDED, FORWARDED, MISDEEDS, PLAIN_CARDS, Deck
from probe.plan import CLIENTS, FAULTS, Plan


def everything(plan):
    return [list(plan.requests(client)) for client in range(CLIENTS)], plan.faults()


def test_the_same_seed_gives_the_same_run_and_another_one_another():
    assert everything(Plan(3, 300, "a")) == everything(Plan(3, 300, "b"))
    assert everything(Plan(3, 300)) != everything(Plan(4, 300))


def test_all_changes_are_asked_for_by_different_requests():
    requests = [one for client in range(CLIENTS) for one in Plan(1, 500).requests(client)]
    assert len(requests) == len({one.number for one in requests}) == 500
    assert {one.verb for one in requests} == {"PUT", "COPY", "DELETE"}
    bodies = [one.body for one in requests if one.body]
    assert len(set(bodies)) == len(bodies)


def test_every_fault_comes_in_every_run_within_the_run():
    for changes in (100, 5000):
        faults = Plan(1, changes).faults()
        assert {fault.kind for fault in faults} == set(FAULTS)
        assert all(0 < fault.at < changes for fault in faults)


def test_each_misdeed_is_done_once_a_deck_and_none_once_it_is_calm():
    deck = Deck(Plan(1).random("meddler"))
    cards = [deck.card() for _ in range(len(MISDEEDS) + PLAIN_CARDS)]
    assert sorted(cards) == sorted([*MISDEEDS, *[FORWARDED] * PLAIN_CARDS])
    deck.calm = True
    assert {deck.card() for _ in range(100)} == {FORWARDED}


def test_a_misdeed_that_does_not_suit_the_batch_comes_again():
    deck = Deck(Plan(1).random("meddler"))
    while (card := deck.card()) not in EVENTS_NEEDED:
        pass
    assert not deck.suits(card, 0)
    assert deck.played[card] == 0
    assert card in [deck.card() for _ in range(len(MISDEEDS) + PLAIN_CARDS)]
