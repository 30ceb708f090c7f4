namespace Callgoose.Storage.Contract;

/// <summary>A command of a batch failed for a reason of its own, which is a defect of this program and not of the store.</summary>
/// <param name="cause">What it threw.</param>
public sealed class CommandFaultException(Exception cause) : Exception(cause?.Message, cause)
{
}
