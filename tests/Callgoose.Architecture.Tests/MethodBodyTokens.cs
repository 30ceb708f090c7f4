using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Callgoose.Architecture.Tests;

/// <summary>What the instructions of a method body name: types, fields and methods.</summary>
internal static class MethodBodyTokens
{
    private const byte TwoByteCode = 0xFE;

    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (int)(ushort)code.Value, code => code.OperandType);

    /// <summary>Goes through the instructions.</summary>
    /// <param name="body">The instructions of one method.</param>
    internal static List<EntityHandle> In(BlobReader body)
    {
        List<EntityHandle> named = [];
        while (body.RemainingBytes > 0)
        {
            int code = body.ReadByte();
            if (code == TwoByteCode)
            {
                code = code << 8 | body.ReadByte();
            }

            switch (Operands[code])
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                    named.Add((EntityHandle)MetadataTokens.Handle(body.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    int targets = body.ReadInt32();
                    body.Offset += targets * sizeof(int);
                    break;
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    body.Offset += sizeof(byte);
                    break;
                case OperandType.InlineVar:
                    body.Offset += sizeof(short);
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    body.Offset += sizeof(long);
                    break;
                default:
                    body.Offset += sizeof(int);
                    break;
            }
        }

        return named;
    }
}
