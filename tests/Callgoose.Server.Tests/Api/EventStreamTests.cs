using System.IO.Pipelines;
using System.Text;
using Callgoose.Api;
using Callgoose.Storage.Reading;

namespace Callgoose.Server.Tests;

public sealed class EventStreamTests
{
    /// <summary>A database was restored from a backup while somebody watches: it gives numbers again, and the client has to read the list again.</summary>
    [Fact]
    public async Task A_store_that_has_gone_back_resets_the_stream()
    {
        var store = new ChangingStore { Newest = 15 };
        var sent = new Pipe();
        var stream = new EventStream(store, string.Empty, static _ => true, sent.Writer);
        await stream.BeginAsync(null, CancellationToken.None);

        store.Newest = 7;
        await stream.LookAsync(false, CancellationToken.None);
        await stream.LookAsync(false, CancellationToken.None);

        await sent.Writer.CompleteAsync();
        Assert.Equal("id: 15\nevent: begin\ndata: {}\n\nid: 7\nevent: reset\ndata: {}\n\nevent: changed\ndata: {}\n\n", Encoding.UTF8.GetString((await sent.Reader.ReadAtLeastAsync(1000, TestContext.Current.CancellationToken)).Buffer.FirstSpan));
        Assert.Equal(7, store.AskedAfter);
    }

    private sealed class ChangingStore : ITransitionReader
    {
        private long version;

        public long Newest { get; set; }

        public long AskedAfter { get; private set; }

        public ValueTask<long> VersionAsync() => new(++version);

        public ValueTask<long> NewestAsync() => new(Newest);

        public ValueTask<IReadOnlyList<FollowedTransition>> AfterAsync(long sequence, string environment, int limit)
        {
            AskedAfter = sequence;
            return new([]);
        }

        public void Dispose()
        {
        }
    }
}
