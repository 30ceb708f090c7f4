using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite.Tokens;
using Callgoose.Storage.Tokens;

namespace Callgoose.Storage.Tests;

/// <summary>tests/README.md R20: files are removed while the store runs, and nothing is acknowledged that nobody will find.</summary>
public sealed class LostFileTests
{
    /// <summary>Truncating the mapped index (-shm) would kill this process; the tests of the native executable cover it.</summary>
    public static TheoryData<string, string> Losses { get; } = new()
    {
        { "incidents.db", "removed" },
        { "incidents.db-wal", "removed" },
        { "incidents.db-shm", "removed" },
        { "incidents.db", "replaced" },
        { "incidents.db-wal", "replaced" },
        { "incidents.db-shm", "replaced" },
        { "incidents.db", "cut" },
        { "incidents.db-wal", "cut" },
    };

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task Nothing_is_acknowledged_into_files_that_are_lost(string file, string what)
    {
        await using var scenario = new StoreScenario();
        await scenario.CallAsync(Wanted.Trigger("before"));

        Lose(Path.Combine(scenario.Folder.Data, file), what);

        Assert.Equal(CommitStatus.Unavailable, await scenario.TryCallAsync(Wanted.Trigger("after")));
        Assert.False(scenario.Store.IsHealthy);
        Assert.Throws<StoreException>(() => scenario.All);
        Assert.Equal(CommitStatus.Unavailable, await scenario.TryCallAsync(Wanted.Trigger("still")));
        await Eventually.HoldsAsync(() => scenario.HealthChanges.Count > 0);
        StoreHealthChange change = Assert.Single(scenario.HealthChanges);
        Assert.Contains($"{file}' was {what} while the server used it", change.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_without_calls_sees_it_too()
    {
        await using var scenario = new StoreScenario();
        await scenario.CallAsync(Wanted.Trigger("before"));
        Directory.Move(scenario.Folder.Data, scenario.Folder.Data + ".moved");

        await Eventually.HoldsAsync(() => !scenario.Store.IsHealthy);
    }

    [Fact]
    public async Task Files_that_grow_and_are_copied_are_where_they_were()
    {
        await using var scenario = new StoreScenario();
        scenario.Body = new string('x', 200_000);
        for (int i = 0; i < 120; i++)
        {
            await scenario.CallAsync(Wanted.Trigger($"INC-{i}"));
        }

        Assert.Empty(scenario.HealthChanges);
        Assert.Equal(120, scenario.All.Count);
    }

    [Theory]
    [InlineData("tokens.db", "removed")]
    [InlineData("tokens.db", "replaced")]
    [InlineData("tokens.db", "cut")]
    [InlineData("tokens.db-wal", "removed")]
    public async Task No_token_is_taken_for_valid_once_their_file_is_lost(string file, string what)
    {
        using var folder = new TemporaryFolder();
        string secret = Create(folder).Secret;
        using TokenDirectory directory = TokenDirectory.Open(folder.Open(), TimeProvider.System);
        Assert.NotNull(directory.Find(secret));

        Lose(Path.Combine(folder.Data, file), what);

        await Eventually.HoldsAsync(() => !directory.IsHealthy);
        Assert.Throws<StoreException>(() => { directory.Find(secret); });
    }

    [Theory]
    [InlineData("removed")]
    [InlineData("replaced")]
    [InlineData("cut")]
    public async Task A_revoked_token_is_refused_whatever_happens_to_the_file_that_tells_of_changes(string what)
    {
        using var folder = new TemporaryFolder();
        (ApiToken token, string secret) = Create(folder);
        using TokenDirectory directory = TokenDirectory.Open(folder.Open(), TimeProvider.System);
        Assert.NotNull(directory.Find(secret));

        Lose(Path.Combine(folder.Data, "tokens.generation"), what);
        using (var tokens = TokenStore.Open(folder.Open(), TimeProvider.System))
        {
            Assert.True(tokens.Revoke(token.Id));
        }

        await Eventually.HoldsAsync(() => directory.Find(secret) is null);
        (ApiToken next, string nextSecret) = Create(folder);
        await Eventually.HoldsAsync(() => directory.Find(nextSecret)?.Id == next.Id);
        Assert.True(directory.IsHealthy);
    }

    private static (ApiToken Token, string Secret) Create(TemporaryFolder folder)
    {
        using var tokens = TokenStore.Open(folder.Open(), TimeProvider.System);
        return tokens.Create(new NewToken { Name = "test", Kind = TokenKind.Global, Scopes = TokenScopes.Read });
    }

    private static void Lose(string path, string what)
    {
        switch (what)
        {
            case "removed":
                File.Delete(path);
                break;
            case "replaced":
                File.Copy(path, path + ".copy");
                File.Move(path + ".copy", path, overwrite: true);
                break;
            default:
                using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
                {
                    file.SetLength(0);
                }

                break;
        }
    }
}
