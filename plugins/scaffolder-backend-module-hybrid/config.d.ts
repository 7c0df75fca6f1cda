export interface Config {
  hybrid?: {
    scaffolder?: {
      /**
       * Where the scaffolder action `hybrid:publish:local` makes git repositories. It is for
       * trying templates out without a git host; while this is absent the action refuses to
       * run.
       */
      localRepositories?: {
        /**
         * The folder on the Backstage server, which is made when it does not exist. A
         * relative one starts at the working directory of the back end. Whoever may run the
         * action makes folders directly in it, and nowhere else; whoever may register a
         * location reads the files below it, and no others.
         */
        directory: string;
      };
    };
  };
}
