using System.Diagnostics;
using Callgoose.Incidents;
using Callgoose.Storage.Sqlite.Tokens;
using Callgoose.Storage.Tokens;

namespace Callgoose.Storage.Tests;

/// <summary>The holder of the secret is recognised from the moment the token is created until it ends (ProcessApi.md 2).</summary>
public sealed class TokenTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SettableClock clock = new();
    private readonly TokenStore store;
    private readonly TokenDirectory directory;

    public TokenTests()
    {
        directory = TokenDirectory.Open(folder.Open(), clock);

        // Another connection and another mapping, as in another process.
        store = TokenStore.Open(folder.Open(), clock);
    }

    public void Dispose()
    {
        store.Dispose();
        directory.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_token_is_found_by_its_secret_at_once()
    {
        (ApiToken token, string secret) = store.Create(new NewToken
        {
            Name = "Better Stack",
            Kind = TokenKind.Team,
            BoundTo = "SRE",
            Scopes = TokenScopes.Process | TokenScopes.Read,
            Environment = "staging",
            Lifetime = TimeSpan.FromDays(90),
        });

        Assert.Equal(token, directory.Find(secret));
        Assert.Equal(token, Assert.Single(store.List()));
        Assert.Equal(
            ("Better Stack", TokenKind.Team, "SRE", TokenScopes.Process | TokenScopes.Read, "staging"),
            (token.Name, token.Kind, token.BoundTo, token.Scopes, token.Environment));
        Assert.Equal((clock.UnixMilliseconds, clock.UnixMilliseconds + (90L * 86_400_000)), (token.CreatedAt, token.ExpiresAt));
        Assert.Matches("^cg_[-_A-Za-z0-9]{43}$", secret);
    }

    [Fact]
    public void Every_token_has_a_secret_of_its_own()
    {
        List<(ApiToken Token, string Secret)> made = [.. Enumerable.Range(0, 50).Select(i => store.Create(new NewToken { Name = $"{i}" }))];

        Assert.Equal(50, made.Select(static one => one.Secret).Distinct().Count());
        Assert.All(made, one => Assert.Equal(one.Token, directory.Find(one.Secret)));
        Assert.Equal(made.Select(static one => one.Token), store.List());
    }

    [Fact]
    public void A_revoked_token_is_refused_at_once()
    {
        (ApiToken token, string secret) = store.Create(new NewToken { Name = "first" });
        (ApiToken other, string otherSecret) = store.Create(new NewToken { Name = "second" });
        Assert.NotNull(directory.Find(secret));

        Assert.True(store.Revoke(token.Id));

        Assert.Null(directory.Find(secret));
        Assert.Equal(other, directory.Find(otherSecret));
        Assert.Equal(clock.UnixMilliseconds, store.List()[0].RevokedAt);
        Assert.False(store.Revoke(token.Id));
        Assert.False(store.Revoke(new TimeOrderedIds(clock).Next()));
    }

    [Fact]
    public void A_token_ends_with_its_lifetime()
    {
        string secret = store.Create(new NewToken { Name = "short", Lifetime = TimeSpan.FromMinutes(30) }).Secret;

        clock.Now += TimeSpan.FromMinutes(30) - TimeSpan.FromMilliseconds(1);
        Assert.NotNull(directory.Find(secret));
        clock.Now += TimeSpan.FromMilliseconds(1);
        Assert.Null(directory.Find(secret));
    }

    [Fact]
    public void Nothing_else_is_accepted()
    {
        (ApiToken token, string secret) = store.Create(new NewToken { Name = "first" });
        for (int i = 0; i < secret.Length; i++)
        {
            char[] changed = secret.ToCharArray();
            changed[i] = changed[i] == 'A' ? 'B' : 'A';
            Assert.Null(directory.Find(changed));
        }

        string[] others =
        [
            string.Empty, "cg_", secret[3..], secret[..^1], secret + "A", secret + "=", " " + secret, secret + " ",
            secret.ToUpperInvariant(), token.Id.ToString(), new('A', 46), "cg_" + new string('é', 43), new('\0', 46),
            "cg_" + new string('A', 42) + "=", new('x', 1_000_000),
        ];
        Assert.All(others, other => Assert.Null(directory.Find(other)));
    }

    [Fact]
    public void A_store_is_empty_until_its_first_token()
    {
        Assert.True(store.IsEmpty);
        ApiToken token = store.Create(new NewToken { Name = "first" }).Token;
        store.Revoke(token.Id);
        Assert.False(store.IsEmpty);
    }

    [Theory]
    [InlineData(TokenKind.Global, "web")]
    [InlineData(TokenKind.Team, null)]
    [InlineData(TokenKind.Service, null)]
    public void A_token_is_bound_as_its_kind_says(TokenKind kind, string? boundTo)
    {
        Assert.Throws<ArgumentException>(() => store.Create(new NewToken { Name = "wrong", Kind = kind, BoundTo = boundTo }));
        Assert.True(store.IsEmpty);
    }

    [Fact]
    public void Tokens_are_there_after_a_restart()
    {
        (ApiToken token, string secret) = store.Create(new NewToken { Name = "first" });

        using TokenDirectory restarted = TokenDirectory.Open(folder.Open(), clock);

        Assert.Equal(token, restarted.Find(secret));
    }

    [Fact]
    public void A_lost_generation_file_loses_no_token()
    {
        (ApiToken token, string secret) = store.Create(new NewToken { Name = "first" });
        File.Delete(Path.Combine(folder.Data, "tokens.generation"));

        using TokenDirectory restarted = TokenDirectory.Open(folder.Open(), clock);

        Assert.Equal(token, restarted.Find(secret));
    }

    [Theory]
    [InlineData("mkdir")]
    [InlineData("mkfifo")]
    [InlineData("ln", "-s", "nowhere/at/all")]
    [InlineData("ln", "-s", "/dev/null")]
    public async Task What_stands_in_place_of_the_generation_file_hides_no_revocation(params string[] command)
    {
        (ApiToken token, string secret) = store.Create(new NewToken { Name = "first" });
        string file = Path.Combine(folder.Data, "tokens.generation");
        File.Delete(file);
        await Process.Start(command[0], [.. command[1..], file]).WaitForExitAsync(TestContext.Current.CancellationToken);
        using TokenDirectory restarted = TokenDirectory.Open(folder.Open(), clock);
        Assert.Equal(token, restarted.Find(secret));

        using (TokenStore other = TokenStore.Open(folder.Open(), clock))
        {
            Assert.True(other.Revoke(token.Id));
        }

        using var guard = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (restarted.Find(secret) is not null)
        {
            guard.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    [Fact]
    public void Nothing_of_a_secret_is_in_the_files()
    {
        string secret = store.Create(new NewToken { Name = "first" }).Secret;
        byte[] random = System.Buffers.Text.Base64Url.DecodeFromChars(secret.AsSpan(3));

        Assert.All(Directory.GetFiles(folder.Data), file =>
        {
            // This process has other open handles, so the file is opened with sharing.
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var content = new MemoryStream();
            stream.CopyTo(content);
            ReadOnlySpan<byte> bytes = content.ToArray();
            Assert.Equal(-1, bytes.IndexOf(System.Text.Encoding.ASCII.GetBytes(secret[3..19])));
            Assert.Equal(-1, bytes.IndexOf(System.Text.Encoding.ASCII.GetBytes(secret[^16..])));
            Assert.Equal(-1, bytes.IndexOf(random.AsSpan(0, 8)));
            Assert.Equal(-1, bytes.IndexOf(random.AsSpan(24, 8)));
        });
    }

    [Fact]
    public void A_regenerated_token_keeps_everything_but_its_secret()
    {
        (ApiToken token, string old) = store.Create(new NewToken { Name = "first", Environment = "prod", Lifetime = TimeSpan.FromDays(1) });

        string secret = Assert.IsType<string>(store.Regenerate(token.Id));

        Assert.NotEqual(old, secret);
        Assert.Null(directory.Find(old));
        Assert.Equal(token, directory.Find(secret));
        Assert.Equal([token], store.List());
    }

    [Fact]
    public void A_revoked_token_is_neither_regenerated_nor_debugged()
    {
        ApiToken token = store.Create(new NewToken { Name = "first" }).Token;
        store.Revoke(token.Id);

        Assert.Null(store.Regenerate(token.Id));
        Assert.Null(store.SetDebug(token.Id, on: true));
        Assert.Null(store.Regenerate(new TimeOrderedId(1, 1)));
        Assert.Null(Assert.Single(store.List()).DebugUntil);
    }

    [Fact]
    public void A_debug_switch_is_off_again_after_48_hours()
    {
        (ApiToken token, string secret) = store.Create(new NewToken { Name = "first" });
        Assert.False(directory.Find(secret)!.IsDebuggedAt(clock.UnixMilliseconds));

        store.SetDebug(token.Id, on: true);
        ApiToken debugged = directory.Find(secret)!;
        Assert.True(debugged.IsDebuggedAt(clock.UnixMilliseconds + (48 * 3_600_000) - 1));
        Assert.False(debugged.IsDebuggedAt(clock.UnixMilliseconds + (48 * 3_600_000)));

        store.SetDebug(token.Id, on: false);
        Assert.False(directory.Find(secret)!.IsDebuggedAt(clock.UnixMilliseconds));
        Assert.True(store.Create(new NewToken { Name = "second", IsDebugged = true }).Token.IsDebuggedAt(clock.UnixMilliseconds));
    }

    /// <summary>One thread creates and revokes while others look up: a lookup after a change has returned sees the change.</summary>
    [Fact]
    public void No_reader_is_served_what_was_before_a_change()
    {
        string? accepted = null;
        string? refused = null;
        bool done = false;
        int wrong = 0;
        var readers = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            while (!Volatile.Read(ref done))
            {
                // Read before the lookup: a token accepted then may be revoked now, but never the other way round.
                string? gone = Volatile.Read(ref refused);
                if (gone is not null && directory.Find(gone) is not null)
                {
                    Interlocked.Increment(ref wrong);
                }

                string? there = Volatile.Read(ref accepted);
                if (there is not null && directory.Find(there) is null && ReferenceEquals(there, Volatile.Read(ref accepted)))
                {
                    Interlocked.Increment(ref wrong);
                }
            }
        })).ToList();
        readers.ForEach(static reader => reader.Start());
        for (int i = 0; i < 100; i++)
        {
            (ApiToken token, string secret) = store.Create(new NewToken { Name = $"{i}" });
            Volatile.Write(ref accepted, secret);
            Thread.Yield();
            Volatile.Write(ref accepted, null);
            store.Revoke(token.Id);
            Volatile.Write(ref refused, secret);
        }

        Volatile.Write(ref done, true);
        readers.ForEach(static reader => reader.Join());
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void Asking_allocates_nothing()
    {
        string secret = store.Create(new NewToken { Name = "first", Lifetime = TimeSpan.FromDays(1) }).Secret;
        string wrong = "cg_" + new string('A', 43);
        int unexpected = 0;

        long allocated = Testing.Allocations.OfSteadyState(() =>
        {
            unexpected += directory.Find(secret) is null ? 1 : 0;
            unexpected += directory.Find(wrong) is null ? 0 : 1;
            unexpected += directory.Find("nonsense") is null ? 0 : 1;
        });

        Assert.Equal(0, allocated);
        Assert.Equal(0, unexpected);
    }
}
