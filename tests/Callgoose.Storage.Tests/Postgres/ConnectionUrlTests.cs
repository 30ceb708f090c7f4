using Callgoose.Storage.Contract;
using Callgoose.Storage.Postgres;
using Callgoose.Storage.Postgres.Connections;

namespace Callgoose.Storage.Tests;

/// <summary>Which addresses of a store are valid, and the message for an invalid one.</summary>
public sealed class ConnectionUrlTests
{
    [Theory]
    [InlineData("postgres://u:p@db.example.com/shop", "db.example.com/shop")]
    [InlineData("postgresql://u:p@db.example.com:6432/shop?sslmode=require", "db.example.com:6432/shop")]
    [InlineData("postgres://u:p@[::1]:6432/shop", "::1:6432/shop")]
    [InlineData("postgres://u:p@one:1,[::1]:2,three/shop", "one:1,[::1]:2,three/shop")]
    [InlineData("postgres://u@localhost:6432/shop?host=/var/run/postgresql", "/var/run/postgresql:6432/shop")]
    public void It_is_told_of_without_a_secret(string url, string told) => Assert.Equal(told, ConnectionUrl.Describe(url));

    [Theory]
    [InlineData("postgres://u:secret@one:0/shop", "port")]
    [InlineData("postgres://u:secret@one:5432,two:0/shop", "port")]
    [InlineData("postgres://u:secret@one:99999,two/shop", "port")]
    [InlineData("postgres://u:secret@one,two:x/shop", "port")]
    [InlineData("postgres://u:secret@one/shop?sslmode=allow", "sslmode")]
    [InlineData("postgres://u:secret@one/shop?connect_timeout=3", "connect_timeout")]
    [InlineData("postgres://u:secret@localhost/shop?host=db.example.com", "host")]
    [InlineData("postgres://u:se@cr/x?et-secret@one/shop", "not known")]
    [InlineData("postgres://u:secret@one/", "postgres://USER")]
    public void What_is_wrong_is_refused_with_a_sentence_that_has_no_secret(string url, string told)
    {
        StoreException refused = Assert.Throws<StoreException>(() => ConnectionUrl.Describe(url));

        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_socket_of_this_machine_is_used()
    {
        using var server = new PostgresServer();
        string data = Path.Combine(server.Folder, "data");
        server.Configure($"unix_socket_directories = '{data}'");
        server.Restart();
        string url = server.NewDatabase() + "?host=" + Uri.EscapeDataString(data);

        await using IncidentStore store = await PostgresStore.OpenAsync(PatientPostgres.Options with { Url = url }, TimeProvider.System);

        Assert.Equal(CommitStatus.Committed, await store.CommitAsync(Calls.Of(Wanted.Trigger("INC-1"))));
    }
}
