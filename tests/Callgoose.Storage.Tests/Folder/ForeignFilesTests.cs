using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite.Tokens;

namespace Callgoose.Storage.Tests;

/// <summary>A folder of another program is refused by name, before anything in it is opened or created.</summary>
public sealed class ForeignFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("PG_VERSION", "PostgreSQL")]
    [InlineData("ibdata1", "MySQL or MariaDB")]
    [InlineData("WiredTiger", "MongoDB")]
    [InlineData("grafana.db", "Grafana")]
    public void The_folder_of_a_database_is_named(string file, string program)
    {
        Place(file, "16\n"u8);

        string message = Assert.Throws<StoreException>(folder.Open().RequireOwn).Message;

        Assert.Equal($"'{folder.Data}' is a data folder of {program}: it has '{file}'. Name another data folder with --data.", message);
        Assert.Equal([file], Directory.GetFileSystemEntries(folder.Data).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("incidents.db")]
    [InlineData("tokens.db")]
    [InlineData("api-log.db")]
    [InlineData("delivery.db")]
    public void A_file_of_ours_that_is_no_database_is_named(string file)
    {
        Place(file, "these are the notes of somebody"u8);

        string message = Assert.Throws<StoreException>(folder.Open().RequireOwn).Message;

        Assert.StartsWith($"'{Path.Combine(folder.Data, file)}' is not an SQLite database; callgoose did not make it.", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("incidents.db", "an SQLite database of another program (application_id 7)")]
    [InlineData("wallet.sqlite", "it has the SQLite database 'wallet.sqlite'")]
    public void A_database_of_another_program_is_named_and_left_as_it_is(string file, string said)
    {
        folder.Open();
        using (var other = new RawDatabase(Path.Combine(folder.Data, file)))
        {
            other.Execute("CREATE TABLE a (b); CREATE TABLE c (d); PRAGMA application_id = 7");
        }

        byte[] before = File.ReadAllBytes(Path.Combine(folder.Data, file));

        Assert.Contains(said, Assert.Throws<StoreException>(folder.Open().RequireOwn).Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(folder.Data, file)));
    }

    [Fact]
    public void An_empty_folder_one_with_other_files_and_our_own_are_free()
    {
        folder.Open().RequireOwn();
        Place("notes.txt", "PG_VERSION"u8);
        Place("empty.db", ""u8);
        folder.Open().RequireOwn();
        using (TokenDirectory.Open(folder.Open(), TimeProvider.System))
        {
            folder.Open().RequireOwn();
        }

        folder.Open().RequireOwn();
    }

    private void Place(string file, ReadOnlySpan<byte> contents)
    {
        folder.Open();
        File.WriteAllBytes(Path.Combine(folder.Data, file), contents);
    }
}
