namespace Callgoose.Storage.Contract;

/// <summary>A command of a batch failed because of a defect of this program, not because of the store.</summary>
/// <param name="cause">The exception that the command threw.</param>
public sealed class CommandFaultException(Exception cause) : Exception(cause?.Message, cause)
{
}
