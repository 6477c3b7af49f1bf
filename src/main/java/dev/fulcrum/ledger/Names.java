package dev.fulcrum.ledger;

import com.fasterxml.jackson.core.io.SerializedString;

/** The names of an entry's fields, as the bytes that are written. */
final class Names {
    static final SerializedString ACCEPTS = new SerializedString("accepts");
    static final SerializedString ACTION = new SerializedString("action");
    static final SerializedString AMOUNT = new SerializedString("amount");
    static final SerializedString ANSWER_CLASS = new SerializedString("answerClass");
    static final SerializedString APP = new SerializedString("app");
    static final SerializedString AT = new SerializedString("at");
    static final SerializedString ATTEMPTS = new SerializedString("attempts");
    static final SerializedString CASE = new SerializedString("case");
    static final SerializedString COST = new SerializedString("cost");
    static final SerializedString COUNT = new SerializedString("count");
    static final SerializedString CURRENCY = new SerializedString("currency");
    static final SerializedString DETAIL = new SerializedString("detail");
    static final SerializedString DETAILS = new SerializedString("details");
    static final SerializedString EFFECT = new SerializedString("effect");
    static final SerializedString ENFORCED = new SerializedString("enforced");
    static final SerializedString ERRORS = new SerializedString("errors");
    static final SerializedString EXCHANGE = new SerializedString("exchange");
    static final SerializedString FAILURE = new SerializedString("failure");
    static final SerializedString FINDINGS = new SerializedString("findings");
    static final SerializedString RELEASED = new SerializedString("releasedCharacters");
    static final SerializedString FINISH = new SerializedString("finish");
    static final SerializedString FIRST_BYTE_MILLIS = new SerializedString("firstByteMillis");
    static final SerializedString HELD_MILLIS = new SerializedString("heldMillis");
    static final SerializedString ID = new SerializedString("id");
    static final SerializedString INDEX = new SerializedString("index");
    static final SerializedString INPUT = new SerializedString("input");
    static final SerializedString KIND = new SerializedString("kind");
    static final SerializedString LANGUAGE = new SerializedString("language");
    static final SerializedString LATENCY = new SerializedString("latency");
    static final SerializedString LOWERS = new SerializedString("lowers");
    static final SerializedString MESSAGE = new SerializedString("message");
    static final SerializedString MILLIS = new SerializedString("millis");
    static final SerializedString MODE = new SerializedString("mode");
    static final SerializedString MODEL = new SerializedString("model");
    static final SerializedString OBJECT = new SerializedString("object");
    static final SerializedString OUTCOME = new SerializedString("outcome");
    static final SerializedString OUTPUT = new SerializedString("output");
    static final SerializedString OWNER = new SerializedString("owner");
    static final SerializedString PAID = new SerializedString("paid");
    static final SerializedString PART = new SerializedString("part");
    static final SerializedString PHASE = new SerializedString("phase");
    static final SerializedString POLICY_MICROS = new SerializedString("policyMicros");
    static final SerializedString PRICES = new SerializedString("prices");
    static final SerializedString RAISES = new SerializedString("raises");
    static final SerializedString REPLAY_OF = new SerializedString("replayOf");
    static final SerializedString REVISION = new SerializedString("revision");
    static final SerializedString ROLE = new SerializedString("role");
    static final SerializedString ROUTE = new SerializedString("route");
    static final SerializedString RULE = new SerializedString("rule");
    static final SerializedString SCORE = new SerializedString("score");
    static final SerializedString SPANS = new SerializedString("spans");
    static final SerializedString STATUS = new SerializedString("status");
    static final SerializedString STREAM = new SerializedString("stream");
    static final SerializedString SUBJECT = new SerializedString("subject");
    static final SerializedString TENANT = new SerializedString("tenant");
    static final SerializedString SURFACE = new SerializedString("surface");
    static final SerializedString SWITCHES = new SerializedString("switches");
    static final SerializedString TARGET = new SerializedString("target");
    static final SerializedString TOKENS = new SerializedString("tokens");
    static final SerializedString TOTAL_MILLIS = new SerializedString("totalMillis");
    static final SerializedString TRADES = new SerializedString("trades");
    static final SerializedString UNIT = new SerializedString("unit");
    static final SerializedString UPSTREAM_MILLIS = new SerializedString("upstreamMillis");
    static final SerializedString V = new SerializedString("v");
    static final SerializedString VERB = new SerializedString("verb");
    static final SerializedString WHO = new SerializedString("who");
    static final SerializedString WHY = new SerializedString("why");

    private Names() {}
}
