using Callgoose.Cli;

return await CommandLine.RunAsync(args);
