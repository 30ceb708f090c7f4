using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Callgoose.Hosting;
using Callgoose.Testing;
using Microsoft.AspNetCore.Connections;

namespace Callgoose.Server.Tests.Hosting;

/// <summary>The end of the client's data is reported after the bytes before it, not together with them.</summary>
public class PooledConnectionTests
{
    [Fact]
    public async Task The_end_is_told_once_all_bytes_are_taken() => await ServeAsync(async (sent, received) =>
    {
        await sent.WriteAsync("headbody"u8.ToArray());
        await sent.CompleteAsync();

        ReadResult head = await received.ReadAsync();
        Assert.Equal((8, false), (head.Buffer.Length, head.IsCompleted));
        received.AdvanceTo(head.Buffer.GetPosition(4));
        Assert.True(received.TryRead(out ReadResult body));
        Assert.Equal((4, false), (body.Buffer.Length, body.IsCompleted));
        received.AdvanceTo(body.Buffer.End);

        ReadResult end = await received.ReadAsync();
        Assert.Equal((0, true), (end.Buffer.Length, end.IsCompleted));
    });

    [Fact]
    public async Task A_reader_that_waits_for_more_is_told_that_nothing_comes() => await ServeAsync(async (sent, received) =>
    {
        await sent.WriteAsync("half a he"u8.ToArray());
        await sent.CompleteAsync();

        ReadResult first = await received.ReadAsync();
        Assert.False(first.IsCompleted);
        received.AdvanceTo(first.Buffer.Start, first.Buffer.End);

        ReadResult second = await received.ReadAsync();
        Assert.Equal((9, true), (second.Buffer.Length, second.IsCompleted));
    });

    [Fact]
    public async Task What_breaks_the_connection_breaks_the_read_that_waits() => await ServeAsync(async (sent, received) =>
    {
        ValueTask<ReadResult> read = received.ReadAsync();
        await sent.CompleteAsync(new ConnectionResetException("gone"));

        await Assert.ThrowsAsync<ConnectionResetException>(async () => await read);
    });

    [Fact]
    public async Task Waiting_on_many_connections_at_once_allocates_nothing()
    {
        const int connections = 200;
        var ends = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var open = new List<(PipeWriter Sent, PipeReader Received)>();
        Task[] served = [.. Enumerable.Range(0, connections).Select(_ => ServeAsync((sent, received) =>
        {
            open.Add((sent, received));
            return ends.Task;
        }))];
        var reads = new ValueTask<ReadResult>[connections];

        long bytes = Allocations.OfSteadyState(() =>
        {
            for (int i = 0; i < connections; i++)
            {
                reads[i] = open[i].Received.ReadAsync();
            }

            for (int i = 0; i < connections; i++)
            {
                open[i].Sent.Write("x"u8);
                Assert.True(open[i].Sent.FlushAsync().IsCompleted);

                // It continues on the thread pool.
                while (!reads[i].IsCompleted)
                {
                    Thread.Yield();
                }

                open[i].Received.AdvanceTo(reads[i].GetAwaiter().GetResult().Buffer.End);
            }
        });

        ends.SetResult();
        await Task.WhenAll(served);
        Assert.Equal(0, bytes);
    }

    [Fact]
    public async Task Whoever_waits_goes_on_on_the_pool() => await ServeAsync(async (sent, received) =>
    {
        var thread = new TaskCompletionSource<Thread>(TaskCreationOptions.RunContinuationsAsynchronously);
        ValueTaskAwaiter<ReadResult> read = received.ReadAsync().GetAwaiter();
        read.UnsafeOnCompleted(() => thread.SetResult(Thread.CurrentThread));
        new Thread(() => sent.WriteAsync("x"u8.ToArray()).AsTask().Wait()).Start();

        Assert.True((await thread.Task).IsThreadPoolThread);
        received.AdvanceTo(read.GetResult().Buffer.End);
    });

    [Fact]
    public async Task Whoever_always_finds_bytes_gives_its_thread_back_after_a_few_reads() => await ServeAsync(async (sent, received) =>
    {
        const int Bytes = 100;
        await sent.WriteAsync(new byte[Bytes]);
        int waited = 0;
        for (int i = 0; i < Bytes; i++)
        {
            ValueTask<ReadResult> read = received.ReadAsync();
            waited += read.IsCompleted ? 0 : 1;
            ReadResult result = await read;
            Assert.Equal(Bytes - i, result.Buffer.Length);
            received.AdvanceTo(result.Buffer.GetPosition(1));
        }

        // A read that has to wait may be done before the test looks at it.
        Assert.InRange(waited, 1, Bytes / 4);
    });

    private static async Task ServeAsync(Func<PipeWriter, PipeReader, Task> use)
    {
        var pipe = new Pipe(new PipeOptions(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false));
        var output = new Pipe();
        var connection = new DefaultConnectionContext("test", new Transport(pipe.Reader, output.Writer), new Transport(output.Reader, pipe.Writer));
        IDuplexPipe before = connection.Transport;

        await PooledConnection.ServeAsync(connection, served => use(pipe.Writer, served.Transport.Input));

        Assert.Same(before, connection.Transport);
    }

    private sealed record Transport(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
