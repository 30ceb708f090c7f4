using System.Text.RegularExpressions;
using SQLitePCL;

namespace Callgoose.Storage.Tests.Sqlite;

/// <summary>
/// The tests and <c>dotnet run</c> load SQLite from a package, and the published executable is compiled from the source in the repository.
/// Both are of one check-in of SQLite, or the tests would hold another library than the product has.
/// </summary>
public class OneSqliteTests
{
    private const string Advice =
        "The SQLite of the package SourceGear.sqlite3 (Directory.Packages.props) and that of Sqlite/Amalgamation/sqlite3.c are not the same: set both to one version. ";

    [Fact]
    public void The_package_has_the_check_in_of_the_source_that_is_linked()
    {
        string source = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Sqlite", "sqlite3.c"));

        string version = Defined(source, "SQLITE_VERSION");
        string checkIn = Defined(source, "SQLITE_SOURCE_ID");

        Assert.True(version == SqliteLibrary.Version, $"{Advice}{version} is linked, {SqliteLibrary.Version} is tested.");
        string loaded = raw.sqlite3_sourceid().utf8_to_string();
        Assert.True(checkIn == loaded, $"{Advice}{checkIn} is linked, {loaded} is tested.");
    }

    /// <summary>The text that a line of the source defines.</summary>
    private static string Defined(string source, string name) =>
        Regex.Match(source, $"^#define {name} +\"([^\"]+)\"", RegexOptions.Multiline).Groups[1].Value;
}
