using Callgoose.Storage.Contract;
using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Sqlite.Deliveries;
using Callgoose.Storage.Sqlite.Folder;

namespace Callgoose.Storage.Tests;

/// <summary>tests/README.md R20: nobody finds what is written to a file that was removed, so nothing more is sent.</summary>
public sealed class LostDeliveriesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("callgoose-delivery-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("delivery.db", "removed")]
    [InlineData("delivery.db", "replaced")]
    [InlineData("delivery.db", "cut")]
    [InlineData("delivery.db-wal", "removed")]
    [InlineData("delivery.db-wal", "replaced")]
    public void No_turn_begins_or_ends_in_a_file_that_is_lost(string file, string what)
    {
        using IDeliveryTables tables = new SqliteDeliveryStore(DataFolder.Open(folder)).Open();
        tables.Begin();
        tables.SetTaken(1);
        tables.Commit();
        tables.Begin();
        tables.SetTaken(2);

        string path = Path.Combine(folder, file);
        if (what == "cut")
        {
            using var cut = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            cut.SetLength(0);
        }
        else
        {
            File.Copy(path, path + ".copy");
            File.Delete(path);
            if (what == "replaced")
            {
                File.Move(path + ".copy", path);
            }
        }

        Assert.Contains($"was {what}", Assert.Throws<StoreException>(tables.Commit).Message, StringComparison.Ordinal);
        Assert.Contains($"was {what}", Assert.Throws<StoreException>(tables.Begin).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_is_begun_anew_by_the_next_start_where_it_is_missing()
    {
        using (IDeliveryTables tables = new SqliteDeliveryStore(DataFolder.Open(folder)).Open())
        {
            tables.SetTaken(7);
        }

        File.Delete(Path.Combine(folder, "delivery.db"));
        using IDeliveryTables again = new SqliteDeliveryStore(DataFolder.Open(folder)).Open();
        Assert.Null(again.Taken());
    }
}
