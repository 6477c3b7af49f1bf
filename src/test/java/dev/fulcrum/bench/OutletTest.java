package dev.fulcrum.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;

class OutletTest {
    private static final int LENGTH = 32 << 20;

    @Test
    void everyByteArrives_whenTheSocketIsFull() throws IOException {
        try (Selector selector = Selector.open();
                ServerSocketChannel server =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                SocketChannel near = SocketChannel.open(server.getLocalAddress());
                SocketChannel far = server.accept()) {
            near.configureBlocking(false);
            SelectionKey key = near.register(selector, SelectionKey.OP_READ);
            Outlet outlet = new Outlet(key);

            outlet.write(counted());
            assertThat(outlet.isFull()).isTrue();
            assertThat(key.interestOps()).isEqualTo(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            assertThatThrownBy(() -> outlet.write(ByteBuffer.allocate(1))).isInstanceOf(IllegalStateException.class);

            ByteBuffer read = ByteBuffer.allocate(LENGTH);
            while (read.hasRemaining()) {
                far.read(read);
                if (outlet.isFull()) {
                    outlet.flush();
                }
            }
            assertThat(read.flip()).isEqualTo(counted());
            assertThat(outlet.isFull()).isFalse();
            assertThat(key.interestOps()).isEqualTo(SelectionKey.OP_READ);
        }
    }

    private static ByteBuffer counted() {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
        while (bytes.hasRemaining()) {
            bytes.putInt(bytes.position());
        }
        return bytes.flip();
    }
}
