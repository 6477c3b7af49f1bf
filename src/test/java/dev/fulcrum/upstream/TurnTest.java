package dev.fulcrum.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Phase;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnTest {
    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void requestsAreJudgedBeforeAnswers_andAllBeforeAnythingIsWritten() throws Exception {
        EmbeddedChannel connection = connection();
        onLoop(() -> {
            Future<Void> all = Future.join(
                            Turn.judge(Phase.RESPONSE, tell("first answer")),
                            Turn.judge(Phase.REQUEST, tell("first request")),
                            Turn.judge(Phase.RESPONSE, tell("second answer")),
                            Turn.judge(Phase.REQUEST, tell("second request")))
                    .mapEmpty();
            ChannelFuture written =
                    connection.pipeline().lastContext().writeAndFlush(Unpooled.copiedBuffer(new byte[] {1}));
            told.add("all read, written: " + written.isDone());
            return all;
        });
        onLoop(Future::succeededFuture);

        assertThat(told)
                .containsExactly(
                        "all read, written: false",
                        "first request",
                        "second request",
                        "first answer",
                        "second answer",
                        "written");
    }

    @Test
    void whatJudgingBringsAboutIsJudgedInTheSameTurn() throws Exception {
        onLoop(() -> Turn.judge(Phase.RESPONSE, () -> {
            told.add("answer");
            context.runOnContext(later -> told.add("next turn"));
            return Turn.judge(Phase.REQUEST, () -> Turn.judge(Phase.RESPONSE, tell("answer to the next request")));
        }));
        onLoop(Future::succeededFuture);

        assertThat(told).containsExactly("answer", "answer to the next request", "next turn");
    }

    @Test
    void judgesOnTheContextOfTheCaller_andGoesOnThere() throws Exception {
        onLoop(() -> Turn.judge(Phase.REQUEST, () -> Future.succeededFuture(Vertx.currentContext() == context))
                .onSuccess(there -> told.add(there + " " + (Vertx.currentContext() == context))));

        assertThat(told).containsExactly("true true");
    }

    @Test
    void failsWithWhatIsThrown_andTheOthersAreJudgedAllTheSame() throws Exception {
        IllegalStateException broken = new IllegalStateException("broken");
        List<Throwable> causes = new ArrayList<>();
        onLoop(() -> {
            Future<Void> fails = Turn.judge(Phase.REQUEST, () -> {
                throw broken;
            });
            return Future.join(fails.onFailure(causes::add), Turn.judge(Phase.REQUEST, tell("second request")))
                    .otherwiseEmpty();
        });
        onLoop(() -> Turn.judge(Phase.REQUEST, tell("next turn")));

        assertThat(causes).containsExactly(broken);
        assertThat(told).containsExactly("second request", "next turn");
    }

    @Test
    void judgesAtOnce_whereThereAreNoTurns() {
        assertThat(Turn.judge(Phase.REQUEST, tell("request")).succeeded()).isTrue();
        assertThat(told).containsExactly("request");
        assertThat(vertx.executeBlocking(() ->
                                Turn.judge(Phase.REQUEST, tell("on a worker")).succeeded())
                        .await())
                .isTrue();
    }

    private <T> void onLoop(Supplier<Future<T>> work) throws Exception {
        Promise<T> done = Promise.promise();
        context.runOnContext(on -> work.get().onComplete(done));
        done.future().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private Supplier<Future<Void>> tell(String what) {
        return () -> {
            told.add(what);
            return Future.succeededFuture();
        };
    }

    private EmbeddedChannel connection() {
        EmbeddedChannel connection = new EmbeddedChannel();
        GatheredWrites.install(connection.pipeline());
        connection
                .pipeline()
                .addFirst(new ChannelOutboundHandlerAdapter() {
                    @Override
                    public void flush(ChannelHandlerContext flushed) {
                        told.add("written");
                        flushed.flush();
                    }
                })
                .addLast(new ChannelInboundHandlerAdapter());
        return connection;
    }
}
