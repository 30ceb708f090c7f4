using Callgoose.Delivery.Configuration;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Postgres.Connections;

namespace Callgoose.Configuration;

/// <summary>The address of the shared store, which may come from a variable or a file.</summary>
internal static class StoreAddress
{
    /// <summary>Describes the error in an address, in a sentence that does not repeat it; null if there is none.</summary>
    public static string? FindFault(string address)
    {
        try
        {
            ConnectionUrl.Describe(address);
            return null;
        }
        catch (StoreException e)
        {
            return e.Message;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return "The address of the store cannot be read; write postgres://USER:PASSWORD@HOST:PORT/DATABASE.";
        }
    }

    /// <summary>Reads the address.</summary>
    /// <exception cref="StoreException">It is missing or invalid.</exception>
    public static string Read(SettingReference store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return !store.TryRead(out string address, out string? missing) ? throw new StoreException($"The setting \"{SettingNames.Store}\" cannot be read: {missing}.")
            : FindFault(address) is string fault ? throw new StoreException($"The setting \"{SettingNames.Store}\" leads to no store. {fault}")
            : address;
    }
}
