using Callgoose.Auth;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Sessions;
using Callgoose.Storage.Sqlite.Tokens;
using Callgoose.Storage.Tokens;

namespace Callgoose.Server.Tests.Auth;

/// <summary>The tokens and sessions of a data folder, without a server.</summary>
internal sealed class TokenFolder : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("callgoose-").FullName;
    private readonly DataFolder folder;
    private readonly TokenStore store;
    private readonly TokenDirectory directory;

    public TokenFolder()
    {
        folder = DataFolder.Open(Path.Combine(root, "data"));
        store = TokenStore.Open(folder, Clock);
        directory = TokenDirectory.Open(folder, Clock);
    }

    public SettableClock Clock { get; } = new();

    public Authenticator Authenticator => new(directory);

    /// <summary>How many sessions a restart would load.</summary>
    public int KeptSessions => File.ReadAllLines(Path.Combine(folder.Path, "sessions")).Length;

    public (ApiToken Token, string Secret) Create(TokenScopes scopes, TimeSpan? lifetime = null) =>
        store.Create(new NewToken { Name = "test", Scopes = scopes, Lifetime = lifetime });

    public void Revoke(ApiToken token) => Assert.True(store.Revoke(token.Id));

    /// <summary>The sessions as a starting server finds them.</summary>
    public Sessions OpenSessions() => new(directory, new SessionFile(folder), Clock);

    public void Dispose()
    {
        directory.Dispose();
        store.Dispose();
        Directory.Delete(root, recursive: true);
    }
}
