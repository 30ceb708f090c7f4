using System.Text.RegularExpressions;
using Callgoose.Storage.Sqlite.Database;
using SQLitePCL;

namespace Callgoose.Storage.Tests.Sqlite;

/// <summary>
/// The tests and <c>dotnet run</c> load SQLite from a package; the published executable is compiled from a source that a script downloads. Both must
/// be of the same SQLite check-in, or the tests would test a different library from the product's.
/// </summary>
public class OneSqliteTests
{
    private const string Advice =
        "The SQLite of the package SourceGear.sqlite3 (Directory.Packages.props) and that of src/Callgoose/Native/sqlite-source are not the same: set both to one version. ";

    [Fact]
    public void The_package_has_the_check_in_of_the_source_that_is_linked()
    {
        string script = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Sqlite", "sqlite-source"));

        string version = Named(script, "version");
        string checkIn = Named(script, "check_in");

        Assert.True(version == SqliteLibrary.Version, $"{Advice}{version} is linked, {SqliteLibrary.Version} is tested.");
        string loaded = raw.sqlite3_sourceid().utf8_to_string();
        Assert.True(checkIn == loaded, $"{Advice}{checkIn} is linked, {loaded} is tested.");
    }

    /// <summary>The value of a name in the script.</summary>
    private static string Named(string script, string name) =>
        Regex.Match(script, $"^{name}='?([^'\n]+)'?$", RegexOptions.Multiline).Groups[1].Value;
}
