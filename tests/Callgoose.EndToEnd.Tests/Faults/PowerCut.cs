namespace Callgoose.EndToEnd.Tests.Faults;

/// <summary>
/// Puts the files of a killed server into a state that a power cut could have left: any part of what was written to a file since its last sync may be
/// lost. The entries of the folder count as durable: file systems keep them in a journal.
/// </summary>
public static class PowerCut
{
    private const int Sector = 512;

    /// <summary>Loses all writes that were not synced.</summary>
    /// <returns>How many writes were lost.</returns>
    public static int LoseAll(string data, string undoLog) => Play(data, undoLog, static () => true, keepsSize: false);

    /// <summary>Loses about half of the unsynced data, sector by sector, like a disk that reorders its writes.</summary>
    /// <returns>How many writes were lost in part.</returns>
    public static int LoseSome(string data, string undoLog, Random random) => Play(data, undoLog, () => random.Next(2) == 0, keepsSize: true);

    private static int Play(string data, string undoLog, Func<bool> isLost, bool keepsSize)
    {
        int writes = 0;
        foreach (IGrouping<string, UndoRecord> file in UndoRecord.ReadAll(undoLog).GroupBy(static record => record.Name))
        {
            UndoRecord[] records = [.. file];
            UndoRecord[] unsynced = records[(Array.FindLastIndex(records, static record => record.IsSync) + 1)..];
            string path = Path.Combine(data, file.Key);
            if (unsynced.Length == 0 || !File.Exists(path))
            {
                continue;
            }

            writes += unsynced.Length;
            using FileStream stream = File.Open(path, FileMode.Open);
            var lost = new Dictionary<long, bool>();
            foreach (UndoRecord record in unsynced.Reverse())
            {
                if (record.IsCut)
                {
                    UndoCut(stream, record, isLost());
                    continue;
                }

                Undo(stream, record, sector => lost.TryGetValue(sector, out bool known) ? known : lost[sector] = isLost());
            }

            if (!keepsSize)
            {
                stream.SetLength(unsynced[0].SizeBefore);
            }
        }

        // It lives in memory only; SQLite ignores what a file system makes of it after a power cut.
        foreach (string index in Directory.EnumerateFiles(data, "*-shm"))
        {
            File.Delete(index);
        }

        return writes;
    }

    /// <summary>
    /// A truncation is lost or kept as a whole: it is in the journal of the file system, and the data that it cut off was on the disk. If the
    /// truncation is lost, everything written there since is lost too.
    /// </summary>
    private static void UndoCut(FileStream stream, UndoRecord record, bool isLost)
    {
        if (isLost)
        {
            stream.SetLength(record.SizeBefore);
            stream.Position = record.Offset;
            stream.Write(record.Before);
        }
    }

    /// <summary>Restores what a write replaced in the lost sectors; zeros where there was nothing before.</summary>
    private static void Undo(FileStream stream, UndoRecord record, Func<long, bool> isLost)
    {
        byte[] before = new byte[record.Length];
        record.Before.CopyTo(before, 0);
        for (long at = record.Offset; at < record.Offset + record.Length;)
        {
            long sector = at / Sector;
            long end = Math.Min((sector + 1) * Sector, record.Offset + record.Length);
            if (isLost(sector))
            {
                stream.Position = at;
                stream.Write(before, (int)(at - record.Offset), (int)(end - at));
            }

            at = end;
        }
    }
}
