using Callgoose.Incidents;
using Callgoose.Storage.Sqlite;
using Callgoose.Storage.Sqlite.ApiLog;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Tokens;
using Callgoose.Storage.Tokens;

namespace Callgoose.Storage.Tests;

/// <summary>The page about the data folder matches what is on disk.</summary>
public sealed class LayoutPageTests : IDisposable
{
    private static readonly string Page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Pages", "storage.md"));

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("incidents.db")]
    [InlineData("tokens.db")]
    [InlineData("api-log.db")]
    public async Task Every_table_column_and_index_is_in_the_section_of_its_file_with_its_version(string file)
    {
        DataFolder data = folder.Open();
        await SqliteStore.Open(StoreScenario.Defaults with { Folder = data }, TimeProvider.System).DisposeAsync();
        TokenStore.Open(data, TimeProvider.System).Dispose();
        ApiLogReader.Open(data).Dispose();
        using var database = new RawDatabase(Path.Combine(folder.Data, file));
        long version = database.ReadNumbers("SELECT user_version AS n FROM pragma_user_version")[0];
        long mark = database.ReadNumbers("SELECT application_id AS n FROM pragma_application_id")[0];

        string heading = $"\n### {file}, version {version} (`0x{mark:X}`)\n";
        Assert.Contains(heading, Page, StringComparison.Ordinal);
        string section = Page.Split(heading)[1].Split("\n### ")[0];
        Assert.All(
            database.Read("""
                SELECT CAST(name AS BLOB) FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'
                UNION ALL SELECT CAST(c.name AS BLOB) FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%'
                """),
            name => Assert.Contains($"`{name}`", section, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_number_is_on_the_page()
    {
        AssertRow("incidents.state", Enum.GetValues<IncidentState>().Select(static state => $"{(int)state} {state.ToText()}"));
        AssertRow("incidents.urgency", Enum.GetValues<Urgency>().Select(static urgency => $"{(int)urgency} {urgency.ToText()}"));
        AssertRow("transitions.kind", Enum.GetValues<TransitionKind>().Select(static kind => $"{(int)kind} {kind.ToText()}"));
        AssertRow("transitions.origin", Enum.GetValues<TransitionOrigin>().Select(static origin => $"{(int)origin} {origin.ToText()}"));
        AssertRow("tokens.form", Enum.GetValues<TokenForm>().Select(static form => $"{(int)form} {(form == TokenForm.RoutingKey ? "routing key" : "ordinary")}"));
        AssertRow("tokens.kind", Enum.GetValues<TokenKind>().Select(static kind => $"{(int)kind} {kind.ToString().ToLowerInvariant()}"));
        AssertRow(
            "tokens.scopes",
            Enum.GetValues<TokenScopes>().Where(static scope => scope != TokenScopes.None).Select(static scope => $"{(int)scope} {scope.ToString().ToLowerInvariant()}"));
        Assert.All(
            Enum.GetValues<NoEffectReason>(),
            static reason => Assert.Contains($" {(int)reason} {Words(reason)}", Page, StringComparison.Ordinal));
    }

    private static void AssertRow(string column, IEnumerable<string> numbers) =>
        Assert.Contains($"\n| `{column}` | {string.Join(", ", numbers)}", Page, StringComparison.Ordinal);

    /// <summary>Turns NoFilterMatched into "no filter matched".</summary>
    private static string Words(NoEffectReason reason) => string.Concat(
        reason.ToString().Select(static (letter, i) => char.IsUpper(letter) ? (i == 0 ? string.Empty : " ") + char.ToLowerInvariant(letter) : letter.ToString()));
}
