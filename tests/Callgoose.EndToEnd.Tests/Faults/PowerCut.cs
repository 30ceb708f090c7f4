namespace Callgoose.EndToEnd.Tests.Faults;

/// <summary>
/// Puts the files of a killed server into a state that a power cut could have left: of what was written since the last sync of
/// a file, any part may be lost. What the folder lists is taken to be durable: file systems keep that in a journal.
/// </summary>
public static class PowerCut
{
    private const int Sector = 512;

    /// <summary>Loses everything that was not synced.</summary>
    /// <returns>How many writes were lost.</returns>
    public static int LoseAll(string data, string undoLog) => Play(data, undoLog, static () => true, keepsSize: false);

    /// <summary>Loses about half of what was not synced, sector by sector, as a disk does that writes in an order of its own.</summary>
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

        // It lives in memory only; what a file system makes of it after a power cut means nothing to SQLite.
        foreach (string index in Directory.EnumerateFiles(data, "*-shm"))
        {
            File.Delete(index);
        }

        return writes;
    }

    /// <summary>
    /// A file is cut or it is not: that stands in the journal of the file system, and what was cut off has been on the disk. If the cut is
    /// lost, so is everything that was written there since.
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

    /// <summary>Puts back what a write replaced in the sectors that are lost; where there was nothing before, zeros.</summary>
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
